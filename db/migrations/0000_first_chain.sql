CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "api_key" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"roles" text[] NOT NULL,
	"created_by" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	CONSTRAINT "api_key_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "api_key_hash" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "artifact" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"store_key" text NOT NULL,
	"run_id" uuid,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "artifact_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "artifact_key" UNIQUE("tenant_id","store_key")
);
--> statement-breakpoint
ALTER TABLE "artifact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_head" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_head" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"run_id" uuid,
	"run_sequence" integer,
	"details" json NOT NULL,
	"sequence" bigint,
	"previous_hash" text,
	"hash" text,
	CONSTRAINT "audit_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "audit_sequence" UNIQUE("tenant_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."invitation" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text,
	"status" text DEFAULT 'pending' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"inviter_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."member" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text DEFAULT 'operator' NOT NULL,
	"banned" boolean DEFAULT false NOT NULL,
	"banned_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."organization" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"logo" text,
	"metadata" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organization_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token" text NOT NULL,
	"user_id" uuid NOT NULL,
	"active_organization_id" text,
	"ip_address" text,
	"user_agent" text,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"username" text,
	"display_username" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email"),
	CONSTRAINT "user_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"form" json,
	"by_user" text NOT NULL,
	"by_name" text NOT NULL,
	"by_role" text NOT NULL,
	"quorum" integer NOT NULL,
	"state" text NOT NULL,
	"refused_because" text,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "decision_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "decision_state" CHECK ("decision"."state" in ('recorded', 'applied', 'refused'))
);
--> statement-breakpoint
ALTER TABLE "decision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "definition" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"namespace" text NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"version_order" text NOT NULL,
	"hash" text NOT NULL,
	"source" text NOT NULL,
	"document" json NOT NULL,
	"title" json,
	"summary" json,
	"state" text DEFAULT 'published' NOT NULL,
	"published_by" text NOT NULL,
	"published_by_name" text NOT NULL,
	"published_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deprecated_by" text,
	"deprecated_at" timestamp (3) with time zone,
	CONSTRAINT "definition_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "definition_version" UNIQUE("tenant_id","namespace","name","version"),
	CONSTRAINT "definition_state" CHECK ("definition"."state" in ('published', 'deprecated'))
);
--> statement-breakpoint
ALTER TABLE "definition" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "effect" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"state" text DEFAULT 'begun' NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"result" json,
	"begun_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "effect_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "effect_key" UNIQUE("tenant_id","kind","key"),
	CONSTRAINT "effect_state" CHECK ("effect"."state" in ('begun', 'done', 'unknown'))
);
--> statement-breakpoint
ALTER TABLE "effect" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "line" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"site_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"ideal_cycle_seconds" double precision,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "line_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "line_code" UNIQUE("tenant_id","code")
);
--> statement-breakpoint
ALTER TABLE "line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "lot" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"part_number" text,
	"supplier" text,
	"size" integer,
	"state" text DEFAULT 'pending' NOT NULL,
	"judged_by_run_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lot_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "lot_number" UNIQUE("tenant_id","number"),
	CONSTRAINT "lot_state" CHECK ("lot"."state" in ('pending', 'on-hold', 'accepted', 'rejected'))
);
--> statement-breakpoint
ALTER TABLE "lot" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "measurement" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"lot_number" text,
	"part_number" text,
	"characteristic" text NOT NULL,
	"ordinal" integer NOT NULL,
	"raw_value" text NOT NULL,
	"value" double precision NOT NULL,
	"unit" text,
	"resolution" double precision,
	"equipment" text,
	"gauge" text,
	"spec_revision" text,
	"measured_at" timestamp (3) with time zone NOT NULL,
	"entered_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"entered_by" text,
	CONSTRAINT "measurement_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "measurement_key" UNIQUE("tenant_id","run_id","step","characteristic","ordinal")
);
--> statement-breakpoint
ALTER TABLE "measurement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "model_call" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"run_id" uuid,
	"step" integer,
	"purpose" text NOT NULL,
	"profile" text NOT NULL,
	"model" text NOT NULL,
	"endpoint" text NOT NULL,
	"stand_in" boolean NOT NULL,
	"prompt_hash" text NOT NULL,
	"request" json,
	"state" text DEFAULT 'begun' NOT NULL,
	"remote_id" text,
	"answer" json,
	"error" json,
	"finish_reason" text,
	"prompt_tokens" integer,
	"completion_tokens" integer,
	"begun_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"first_token_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "model_call_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "model_call_state" CHECK ("model_call"."state" in ('begun', 'answered', 'failed', 'unknown'))
);
--> statement-breakpoint
ALTER TABLE "model_call" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notice_read" (
	"tenant_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"read_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notice_read_tenant_id_notice_id_user_id_pk" PRIMARY KEY("tenant_id","notice_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "notice_read" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notice" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"level" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"roles" text[] NOT NULL,
	"people" text[] NOT NULL,
	"run_id" uuid,
	"step" integer,
	"link" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notice_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "notice_key" UNIQUE("tenant_id","key"),
	CONSTRAINT "notice_level" CHECK ("notice"."level" in ('info', 'warning', 'alarm'))
);
--> statement-breakpoint
ALTER TABLE "notice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"payload" json NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "outbox_key" UNIQUE("tenant_id","kind","key"),
	CONSTRAINT "outbox_kind" CHECK ("outbox"."kind" in ('start-run', 'deliver-decision', 'cancel-run'))
);
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "production_count" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"ordinal" integer DEFAULT 0 NOT NULL,
	"line" text NOT NULL,
	"product" text,
	"shift" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"planned_quantity" integer,
	"produced_quantity" integer NOT NULL,
	"good_quantity" integer NOT NULL,
	"scrap_quantity" integer DEFAULT 0 NOT NULL,
	"rework_quantity" integer DEFAULT 0 NOT NULL,
	"inspected_parts" integer,
	"first_pass_good" integer,
	"planned_busy_seconds" double precision,
	"production_seconds" double precision,
	"ideal_cycle_seconds" double precision,
	"stops" json,
	"defects" json,
	"note" text,
	"entered_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"entered_by" text,
	CONSTRAINT "production_count_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "production_count_key" UNIQUE("tenant_id","run_id","step","ordinal"),
	CONSTRAINT "production_count_period" CHECK ("production_count"."ended_at" >= "production_count"."started_at"),
	CONSTRAINT "production_count_quantities" CHECK ("production_count"."produced_quantity" >= 0 and "production_count"."good_quantity" >= 0 and "production_count"."scrap_quantity" >= 0 and "production_count"."rework_quantity" >= 0)
);
--> statement-breakpoint
ALTER TABLE "production_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "report_file" (
	"tenant_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"format" text NOT NULL,
	"artifact_id" uuid NOT NULL,
	CONSTRAINT "report_file_tenant_id_report_id_format_pk" PRIMARY KEY("tenant_id","report_id","format")
);
--> statement-breakpoint
ALTER TABLE "report_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "report" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"template" text NOT NULL,
	"title" text NOT NULL,
	"language" text NOT NULL,
	"facts" json NOT NULL,
	"checksum" text NOT NULL,
	"generator" text NOT NULL,
	"time_zone" text NOT NULL,
	"window_from" timestamp (3) with time zone,
	"window_to" timestamp (3) with time zone,
	"data_cut_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "report_key" UNIQUE("tenant_id","run_id","step")
);
--> statement-breakpoint
ALTER TABLE "report" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "run" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"submission_id" uuid NOT NULL,
	"definition_id" uuid NOT NULL,
	"workflow_id" text NOT NULL,
	"lot_number" text,
	"state" text DEFAULT 'accepted' NOT NULL,
	"output" json,
	"error" json,
	"last_sequence" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"progressed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "run_submission" UNIQUE("tenant_id","submission_id"),
	CONSTRAINT "run_workflow" UNIQUE("tenant_id","workflow_id"),
	CONSTRAINT "run_state" CHECK ("run"."state" in ('accepted', 'running', 'waiting', 'completed', 'faulted', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "schedule_fire" (
	"tenant_id" uuid NOT NULL,
	"schedule_id" uuid NOT NULL,
	"nominal_time" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"run_id" uuid,
	"note" text,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schedule_fire_tenant_id_schedule_id_nominal_time_pk" PRIMARY KEY("tenant_id","schedule_id","nominal_time"),
	CONSTRAINT "schedule_fire_outcome" CHECK ("schedule_fire"."outcome" in ('started', 'skipped', 'missed'))
);
--> statement-breakpoint
ALTER TABLE "schedule_fire" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "schedule" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"namespace" text NOT NULL,
	"name" text NOT NULL,
	"spec" json NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"note" text,
	"synced_hash" text,
	"updated_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schedule_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "schedule_definition" UNIQUE("tenant_id","namespace","name"),
	CONSTRAINT "schedule_state" CHECK ("schedule"."state" in ('active', 'paused', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "schedule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "site" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'Asia/Seoul' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "site_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "site_code" UNIQUE("tenant_id","code")
);
--> statement-breakpoint
ALTER TABLE "site" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "step_result" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"result" json NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "step_result_tenant_id_run_id_step_pk" PRIMARY KEY("tenant_id","run_id","step")
);
--> statement-breakpoint
ALTER TABLE "step_result" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "step" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"path" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"call" text,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"input" json,
	"output" json,
	"error" json,
	"last_sequence" integer NOT NULL,
	CONSTRAINT "step_tenant_id_run_id_step_pk" PRIMARY KEY("tenant_id","run_id","step"),
	CONSTRAINT "step_state" CHECK ("step"."state" in ('running', 'waiting', 'completed', 'faulted', 'skipped', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "submission" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"definition_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"input" json NOT NULL,
	"input_hash" text NOT NULL,
	"source" text NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_by_name" text NOT NULL,
	"schedule_id" uuid,
	"nominal_time" timestamp (3) with time zone,
	"parent_run_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "submission_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "submission_key" UNIQUE("tenant_id","idempotency_key"),
	CONSTRAINT "submission_source" CHECK ("submission"."source" in ('form', 'api', 'schedule', 'run', 'event'))
);
--> statement-breakpoint
ALTER TABLE "submission" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "task" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"state" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"roles" text[] NOT NULL,
	"people" text[] NOT NULL,
	"quorum" integer NOT NULL,
	"deadline_at" timestamp (3) with time zone,
	"on_timeout" text NOT NULL,
	"escalate_to" text[] NOT NULL,
	"requester_may_decide" boolean NOT NULL,
	"evidence" json NOT NULL,
	"form" json,
	"question" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"decision_id" uuid,
	"last_sequence" integer NOT NULL,
	CONSTRAINT "task_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "task_state" CHECK ("task"."state" in ('open', 'escalated', 'decided', 'timed-out', 'cancelled')),
	CONSTRAINT "task_quorum" CHECK ("task"."quorum" >= 1)
);
--> statement-breakpoint
ALTER TABLE "task" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'Asia/Seoul' NOT NULL,
	"locale" text DEFAULT 'ko' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenant_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "tenant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."invitation" ADD CONSTRAINT "invitation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "auth"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."invitation" ADD CONSTRAINT "invitation_inviter_id_user_id_fk" FOREIGN KEY ("inviter_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."member" ADD CONSTRAINT "member_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "auth"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."member" ADD CONSTRAINT "member_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_of_task" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."task"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "definition" ADD CONSTRAINT "definition_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "effect" ADD CONSTRAINT "effect_of_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line" ADD CONSTRAINT "line_site" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."site"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurement" ADD CONSTRAINT "measurement_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_read" ADD CONSTRAINT "notice_read_notice" FOREIGN KEY ("tenant_id","notice_id") REFERENCES "public"."notice"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_count" ADD CONSTRAINT "production_count_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_file" ADD CONSTRAINT "report_file_report" FOREIGN KEY ("tenant_id","report_id") REFERENCES "public"."report"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_file" ADD CONSTRAINT "report_file_artifact" FOREIGN KEY ("tenant_id","artifact_id") REFERENCES "public"."artifact"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report" ADD CONSTRAINT "report_of_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_of_submission" FOREIGN KEY ("tenant_id","submission_id") REFERENCES "public"."submission"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_of_definition" FOREIGN KEY ("tenant_id","definition_id") REFERENCES "public"."definition"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_fire" ADD CONSTRAINT "schedule_fire_schedule" FOREIGN KEY ("tenant_id","schedule_id") REFERENCES "public"."schedule"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_tenant" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_result" ADD CONSTRAINT "step_result_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step" ADD CONSTRAINT "step_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_definition" FOREIGN KEY ("tenant_id","definition_id") REFERENCES "public"."definition"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_of_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "artifact_run" ON "artifact" USING btree ("tenant_id","run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_transition" ON "audit" USING btree ("tenant_id","run_id","run_sequence") WHERE "audit"."run_sequence" is not null;--> statement-breakpoint
CREATE INDEX "audit_unsequenced" ON "audit" USING btree ("tenant_id","position") WHERE "audit"."sequence" is null;--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("tenant_id","subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "account_user" ON "auth"."account" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_provider" ON "auth"."account" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "invitation_organization" ON "auth"."invitation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "invitation_email" ON "auth"."invitation" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "member_once" ON "auth"."member" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "member_user" ON "auth"."member" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "auth"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_expires" ON "auth"."session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "auth"."verification" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "decision_first" ON "decision" USING btree ("tenant_id","task_id") WHERE "decision"."state" in ('recorded', 'applied') and "decision"."quorum" = 1;--> statement-breakpoint
CREATE UNIQUE INDEX "decision_once_each" ON "decision" USING btree ("tenant_id","task_id","by_user") WHERE "decision"."state" in ('recorded', 'applied');--> statement-breakpoint
CREATE INDEX "decision_task" ON "decision" USING btree ("tenant_id","task_id","decided_at");--> statement-breakpoint
CREATE INDEX "definition_latest" ON "definition" USING btree ("tenant_id","namespace","name","version_order" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "definition_hash" ON "definition" USING btree ("tenant_id","hash");--> statement-breakpoint
CREATE INDEX "effect_run" ON "effect" USING btree ("tenant_id","run_id");--> statement-breakpoint
CREATE INDEX "measurement_series" ON "measurement" USING btree ("tenant_id","characteristic","measured_at");--> statement-breakpoint
CREATE INDEX "measurement_lot" ON "measurement" USING btree ("tenant_id","lot_number");--> statement-breakpoint
CREATE INDEX "model_call_run" ON "model_call" USING btree ("tenant_id","run_id","step");--> statement-breakpoint
CREATE INDEX "model_call_begun" ON "model_call" USING btree ("tenant_id","begun_at");--> statement-breakpoint
CREATE INDEX "notice_created" ON "notice" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("next_attempt_at") WHERE "outbox"."completed_at" is null;--> statement-breakpoint
CREATE INDEX "production_count_time" ON "production_count" USING btree ("tenant_id","started_at");--> statement-breakpoint
CREATE INDEX "report_created" ON "report" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "run_created" ON "run" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "run_lot" ON "run" USING btree ("tenant_id","lot_number") WHERE "run"."lot_number" is not null;--> statement-breakpoint
CREATE INDEX "run_unfinished" ON "run" USING btree ("tenant_id","created_at") WHERE "run"."state" in ('accepted', 'running', 'waiting');--> statement-breakpoint
CREATE UNIQUE INDEX "submission_fire" ON "submission" USING btree ("tenant_id","schedule_id","nominal_time") WHERE "submission"."schedule_id" is not null;--> statement-breakpoint
CREATE INDEX "submission_created" ON "submission" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("tenant_id","deadline_at","opened_at") WHERE "task"."state" in ('open', 'escalated');--> statement-breakpoint
CREATE INDEX "task_run" ON "task" USING btree ("tenant_id","run_id");--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "api_key" AS PERMISSIVE FOR ALL TO public USING ("api_key"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("api_key"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "artifact" AS PERMISSIVE FOR ALL TO public USING ("artifact"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("artifact"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "audit_head" AS PERMISSIVE FOR ALL TO public USING ("audit_head"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("audit_head"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "audit" AS PERMISSIVE FOR ALL TO public USING ("audit"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("audit"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "decision" AS PERMISSIVE FOR ALL TO public USING ("decision"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("decision"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "definition" AS PERMISSIVE FOR ALL TO public USING ("definition"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("definition"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "effect" AS PERMISSIVE FOR ALL TO public USING ("effect"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("effect"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "line" AS PERMISSIVE FOR ALL TO public USING ("line"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("line"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "lot" AS PERMISSIVE FOR ALL TO public USING ("lot"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("lot"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "measurement" AS PERMISSIVE FOR ALL TO public USING ("measurement"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("measurement"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "model_call" AS PERMISSIVE FOR ALL TO public USING ("model_call"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("model_call"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "notice_read" AS PERMISSIVE FOR ALL TO public USING ("notice_read"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("notice_read"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "notice" AS PERMISSIVE FOR ALL TO public USING ("notice"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("notice"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "outbox" AS PERMISSIVE FOR ALL TO public USING ("outbox"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("outbox"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "production_count" AS PERMISSIVE FOR ALL TO public USING ("production_count"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("production_count"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "report_file" AS PERMISSIVE FOR ALL TO public USING ("report_file"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("report_file"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "report" AS PERMISSIVE FOR ALL TO public USING ("report"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("report"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "run" AS PERMISSIVE FOR ALL TO public USING ("run"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("run"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "schedule_fire" AS PERMISSIVE FOR ALL TO public USING ("schedule_fire"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("schedule_fire"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "schedule" AS PERMISSIVE FOR ALL TO public USING ("schedule"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("schedule"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "site" AS PERMISSIVE FOR ALL TO public USING ("site"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("site"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "step_result" AS PERMISSIVE FOR ALL TO public USING ("step_result"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("step_result"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "step" AS PERMISSIVE FOR ALL TO public USING ("step"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("step"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "submission" AS PERMISSIVE FOR ALL TO public USING ("submission"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("submission"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "task" AS PERMISSIVE FOR ALL TO public USING ("task"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("task"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "tenant" AS PERMISSIVE FOR ALL TO public USING ("tenant"."id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("tenant"."id" = nullif(current_setting('app.tenant', true), '')::uuid);