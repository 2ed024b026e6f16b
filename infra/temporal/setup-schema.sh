#!/bin/sh
# Creates or updates both databases; runs before every start of the server and may be repeated.
# SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD come from the environment.
set -eu
for store in temporal visibility; do
  case $store in
    temporal) database=temporal ;;
    visibility) database=temporal_visibility ;;
  esac
  tool="temporal-sql-tool --db $database"
  $tool create
  $tool setup-schema -v 0.0
  $tool update-schema -d "/etc/temporal/schema/postgresql/v12/$store/versioned"
done
