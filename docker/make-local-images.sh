#!/usr/bin/env bash
# Makes the images that the Dockerfiles build on where none can be pulled: from Debian's packages, the npm packages of
# Node.js and the embedded engine. It needs Docker, mmdebstrap, Node.js with npm, and a build (npm run build).
#   docker/make-local-images.sh                 all of them
#   docker/make-local-images.sh elasticsearch   one, or several, by name: elasticsearch, node, caddy
# At the end it prints the settings by which `docker compose` builds on them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

suite=trixie
node_major=24
prefix=timbao-local

say() { printf '%s\n' "$*" >&2; }

wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(elasticsearch node caddy)
for image in "${wanted[@]}"; do
  case "$image" in
    elasticsearch | node | caddy) ;;
    *)
      say "There is no local image $image: elasticsearch, node or caddy."
      exit 64
      ;;
  esac
done
for command in docker mmdebstrap node npm; do
  if ! command -v "$command" >/dev/null; then
    say "$command is missing."
    exit 69
  fi
done
docker version --format '{{.Server.Version}}' >/dev/null

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

# The tags name what an image holds; what is there already is taken.
make_debian() {
  if docker image inspect "$prefix/debian:$suite" >/dev/null 2>&1; then return 0; fi
  say "Making $prefix/debian:$suite …"
  mmdebstrap --quiet --variant=apt --include=ca-certificates,curl,passwd --dpkgopt=force-unsafe-io "$suite" - |
    docker import --change 'CMD ["bash"]' - "$prefix/debian:base" >/dev/null
  # The certificates that this machine trusts: a registry may be reached through a proxy with its own.
  mkdir "$scratch/debian"
  cp /etc/ssl/certs/ca-certificates.crt "$scratch/debian/"
  docker build --quiet --tag "$prefix/debian:$suite" --file - "$scratch/debian" >/dev/null <<DOCKERFILE
FROM $prefix/debian:base
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
RUN echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/force-unsafe-io
DOCKERFILE
}

build() {
  local name="$1" version="$2"
  say "Making $prefix/$name:$version …"
  docker build --quiet --build-arg "BASE=$prefix/debian:$suite" --tag "$prefix/$name:$version" "$scratch/$name" >/dev/null
}

make_elasticsearch() {
  local home version
  home="$(node docker/local/engine-home.mjs)"
  version="$(node -p 'require("./package.json").dependencies["@elastic/elasticsearch"].replace("~", "")')"
  cp -r docker/local/elasticsearch "$scratch/"
  cp -r "$home" "$scratch/elasticsearch/engine"
  build elasticsearch "$version"
  settings+=("ELASTICSEARCH_IMAGE=$prefix/elasticsearch:$version")
}

make_node() {
  local binary
  binary="node-linux-$(node -p process.arch)"
  cp -r docker/local/node "$scratch/"
  mkdir "$scratch/packages"
  npm install --prefix "$scratch/packages" --ignore-scripts --no-audit --no-fund --loglevel=error \
    "$binary@$node_major" npm@11 >&2
  cp "$scratch/packages/node_modules/$binary/bin/node" "$scratch/node/node"
  cp -r "$scratch/packages/node_modules/npm" "$scratch/node/npm"
  build node "$node_major"
  settings+=("NODE_IMAGE=$prefix/node:$node_major")
}

make_caddy() {
  cp -r docker/local/caddy "$scratch/"
  build caddy 2
  settings+=("CADDY_IMAGE=$prefix/caddy:2")
}

settings=()
make_debian
for image in "${wanted[@]}"; do "make_$image"; done
printf '%s\n' "${settings[@]}"
