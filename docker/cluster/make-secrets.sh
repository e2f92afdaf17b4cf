#!/bin/bash
# Makes what the cluster's nodes and the services know each other by, once: an authority, a certificate for each node,
# and passwords, of which none has a default. Each of them finds its own in /secrets, and nobody the authority's key.
set -euo pipefail
umask 077

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# Written under another name first: what was interrupted is done again.
keep() {
  cat >"$1.partial"
  mv "$1.partial" "$1"
}

unpack() { unzip -q -o "$1" -d "$2" && rm "$1"; }

if [ ! -f /authority/ca/ca.key ]; then
  rm -rf /authority/*
  elasticsearch-certutil ca --silent --pem --days 3650 --out /tmp/authority.zip
  unpack /tmp/authority.zip /authority/partial
  mv /authority/partial/ca /authority/ca
fi
[ -s /authority/elastic-password ] || random | keep /authority/elastic-password

for node in es01 es02 es03; do
  folder="/secrets/$node"
  if [ ! -f "$folder/node.key" ]; then
    elasticsearch-certutil cert --silent --pem --days 3650 --name "$node" --dns "$node" --dns localhost --ip 127.0.0.1 \
      --ca-cert /authority/ca/ca.crt --ca-key /authority/ca/ca.key --out /tmp/node.zip
    unpack /tmp/node.zip /tmp/node
    cp /authority/ca/ca.crt "$folder/ca.crt"
    cp "/tmp/node/$node/$node.crt" "$folder/node.crt"
    keep "$folder/node.key" <"/tmp/node/$node/$node.key"
    rm -rf /tmp/node
  fi
  cp /authority/elastic-password "$folder/elastic-password"
  chmod 0400 "$folder"/*
  chown -R 1000:0 "$folder"
done

service=/secrets/service
cp /authority/ca/ca.crt "$service/ca.crt"
[ -s "$service/engine-password" ] || random | keep "$service/engine-password"
if [ -n "${TIMBAO_CURSOR_KEY:-}" ]; then
  printf '%s' "$TIMBAO_CURSOR_KEY" | keep "$service/cursor-key"
elif [ ! -s "$service/cursor-key" ]; then
  random | keep "$service/cursor-key"
fi
chmod 0400 "$service"/*
chown -R 1000:0 "$service"

# The folder of backups is the nodes' to write to.
chown 1000:0 /backups
echo 'The secrets of the cluster are there.'
