#!/bin/bash
# As the official image starts: settings of Elasticsearch from variables with a dot in their names, and the password
# of the user `elastic` from ELASTIC_PASSWORD or the file of ELASTIC_PASSWORD_FILE.
set -euo pipefail
umask 0002
if [ "$1" != elasticsearch ]; then exec "$@"; fi
shift

settings=()
while IFS= read -r -d '' variable; do
  name="${variable%%=*}"
  value="${variable#*=}"
  if [[ "$name" =~ ^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$ && -n "$value" ]]; then settings+=("-E$name=$value"); fi
done </proc/self/environ

if [ -n "${ELASTIC_PASSWORD_FILE:-}" ]; then ELASTIC_PASSWORD="$(<"$ELASTIC_PASSWORD_FILE")"; fi
if [ -n "${ELASTIC_PASSWORD:-}" ]; then
  [ -f config/elasticsearch.keystore ] || elasticsearch-keystore create >/dev/null
  elasticsearch-keystore add --stdin --force bootstrap.password <<<"$ELASTIC_PASSWORD"
  unset ELASTIC_PASSWORD ELASTIC_PASSWORD_FILE
fi

home=/usr/share/elasticsearch
java="$(readlink -f "$(command -v java)")"
export ES_HOME="$home" ES_PATH_CONF="$home/config" ES_TMPDIR="$home/tmp" ES_DISTRIBUTION_TYPE=docker
export JAVA="$java" JAVA_HOME="${java%/bin/java}" JAVA_TYPE=JAVA_HOME
export ES_JAVA_OPTS="${ES_JAVA_OPTS:-}" CLI_JAVA_OPTS='-Xms16m -Xmx64m -XX:+UseSerialGC'
exec java -Xmx64m -XX:+UseSerialGC -cp "$home/lib/tools/server-launcher/*" \
  org.elasticsearch.server.launcher.ServerLauncher "${settings[@]}" "$@"
