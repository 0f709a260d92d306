#!/bin/sh
# Makes the two settings that hold a secret from what Fargate injects: they are in this process only, not in the task definition.
set -eu
umask 077
DATABASE_URL="postgres://aix_app:${DATABASE_PASSWORD}@${DATABASE_HOST}:5432/${DATABASE_NAME}?sslmode=verify-full"
PAYLOAD_KEY_FILE=/tmp/payload.key
printf '%s' "$PAYLOAD_KEY" > "$PAYLOAD_KEY_FILE"
unset DATABASE_PASSWORD PAYLOAD_KEY
export DATABASE_URL PAYLOAD_KEY_FILE
exec node --import tsx workflows/worker/fargate.ts
