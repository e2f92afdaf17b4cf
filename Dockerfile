# The service, without an engine: it needs ELASTICSEARCH_URL. docker-compose.yml has both; docs/docker.md tells more.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN npm run build && rm -rf dist/.tsbuildinfo dist/packages

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Tìm Báo" \
      org.opencontainers.image.description="Full-text search for Vietnamese newspapers" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY mappings mappings
COPY fixtures/articles fixtures/articles
COPY docker/healthcheck.mjs docker/
COPY --from=build /app/dist dist
# /import is where files to import are mounted. It belongs to the user of the service, since the command line
# leaves the file with rejected articles where it is called.
RUN chmod 755 dist/cli/main.js \
    && ln -s /app/dist/cli/main.js /usr/local/bin/timbao \
    && install -d -o node -g node /import

ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
USER node
WORKDIR /import
EXPOSE 3000
# Healthy is what can be searched. The start period covers the minute that a starting engine is waited for.
HEALTHCHECK --interval=10s --timeout=6s --start-period=90s --retries=3 \
    CMD ["node", "/app/docker/healthcheck.mjs"]
CMD ["node", "/app/dist/main.js"]
