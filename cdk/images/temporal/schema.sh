#!/bin/sh
# Creates the databases where they are missing, then brings each schema to the server's version.
set -eu
tool() { temporal-sql-tool --plugin postgres12 --ep "$POSTGRES_SEEDS" -p 5432 -u "$POSTGRES_USER" --pw "$POSTGRES_PWD" --tls --tls-disable-host-verification "$@"; }
schema=/etc/temporal/schema/postgresql/v12
for pair in "temporal temporal" "temporal_visibility visibility"; do
  set -- $pair
  tool --db "$1" create || true
  tool --db "$1" setup-schema -v 0.0 || true
  tool --db "$1" update-schema -d "$schema/$2/versioned"
done
