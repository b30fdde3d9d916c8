# Trente in a container: nothing of the build in it, no root, nothing written but /etat, /donnees and /tmp.
#
#   docker build -t trente .
#   docker run --read-only --tmpfs /tmp -p 8030:8030 -v ./donnees:/donnees -v trente-etat:/etat trente
#
# See docs/exploitation.md and compose.yaml.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY bin ./bin
COPY isochrones ./isochrones
COPY workers ./workers
COPY data ./data
COPY server ./server
COPY scripts ./scripts
COPY web ./web
COPY tsconfig.json tsconfig.build.json ./
RUN node bin/build.mjs

FROM node:20.20.2-bookworm-slim
# glibc would keep what ended threads have freed, and each change of dataset ends a dozen.
ENV NODE_ENV=production TRENTE_JOURNAL=json MALLOC_ARENA_MAX=2
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force \
  && mkdir /donnees /etat && chown node:node /donnees /etat
COPY LICENSE NOTICE.md ./
COPY bin/health.mjs ./bin/health.mjs
COPY --from=build /app/dist ./dist
USER node
VOLUME ["/donnees", "/etat"]
EXPOSE 8030
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=300s --retries=3 CMD ["node", "bin/health.mjs", "8030"]
ENTRYPOINT ["node", "dist/scripts/trente.js"]
CMD ["serve", "--dataset", "/donnees", "--etat", "/etat", "--host", "0.0.0.0", "--port", "8030", "--delai-arret", "5", "--admin", "/tmp/admin.sock"]
