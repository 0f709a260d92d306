CREATE TABLE "event_delivery" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "event_delivery_tenant_id_run_id_event_id_pk" PRIMARY KEY("tenant_id","run_id","event_id"),
	CONSTRAINT "event_delivery_state" CHECK ("event_delivery"."state" in ('pending', 'delivered', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "event_delivery" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "event_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"subject" text,
	"content" json NOT NULL,
	"put_by" text NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "event_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "event_name" UNIQUE("tenant_id","source","event_id")
);
--> statement-breakpoint
ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "subscription" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"state" text NOT NULL,
	"filters" json NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"last_sequence" integer NOT NULL,
	CONSTRAINT "subscription_tenant_id_run_id_step_pk" PRIMARY KEY("tenant_id","run_id","step"),
	CONSTRAINT "subscription_state" CHECK ("subscription"."state" in ('open', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "subscription" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_kind";--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "rerun_from_step" integer;--> statement-breakpoint
ALTER TABLE "event_delivery" ADD CONSTRAINT "event_delivery_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_delivery" ADD CONSTRAINT "event_delivery_event" FOREIGN KEY ("tenant_id","event_id") REFERENCES "public"."event"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_delivery_pending" ON "event_delivery" USING btree ("tenant_id","run_id","position") WHERE "event_delivery"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "event_received" ON "event" USING btree ("tenant_id","received_at");--> statement-breakpoint
CREATE INDEX "subscription_open" ON "subscription" USING btree ("tenant_id") WHERE "subscription"."state" = 'open';--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_kind" CHECK ("outbox"."kind" in ('start-run', 'deliver-decision', 'cancel-run', 'publish-event', 'open-subscription'));--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "event_delivery" AS PERMISSIVE FOR ALL TO public USING ("event_delivery"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("event_delivery"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "event" AS PERMISSIVE FOR ALL TO public USING ("event"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("event"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_isolation" ON "subscription" AS PERMISSIVE FOR ALL TO public USING ("subscription"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK ("subscription"."tenant_id" = nullif(current_setting('app.tenant', true), '')::uuid);