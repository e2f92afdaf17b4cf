#!/bin/bash
# Asks a node as the user `elastic`: ask-engine.sh HOST METHOD PATH [FILE]. Of the password nothing is in the arguments
# of a process.
set -euo pipefail
secrets="${SECRETS:-/usr/share/elasticsearch/config/secrets}"
arguments=(--silent --show-error --fail-with-body --max-time 30 --cacert "$secrets/ca.crt" --request "$2")
if [ $# -gt 3 ]; then arguments+=(--header 'Content-Type: application/json' --data-binary "@$4"); fi
printf 'user = "elastic:%s"\n' "$(<"$secrets/elastic-password")" |
  curl --config - "${arguments[@]}" "https://$1:9200$3"
