#!/bin/bash
# Makes the user `timbao` of the cluster, with what the service needs and no more: role.json, for the indices of
# TIMBAO_INDEX.
set -euo pipefail
export SECRETS=/secrets/engine
ask() { bash /cluster/ask-engine.sh es01 "$@"; }

sed "s/\"articles/\"$TIMBAO_INDEX/g" /cluster/role.json >/tmp/role.json
ask PUT /_security/role/timbao /tmp/role.json
umask 077
printf '{"password":"%s","roles":["timbao"],"full_name":"Tìm Báo"}' "$(</secrets/service/engine-password)" >/tmp/user.json
ask PUT /_security/user/timbao /tmp/user.json
echo
