# A worker without engines: agents, judges, scoring, the small CPU model.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY infra/build.mjs infra/
COPY src src
COPY workflows workflows
COPY activities activities
# The image brings its own Node; the packaged ones would only be carried along.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/node-linux-*

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production \
    DURABENCH_ROOT=/data \
    DURABENCH_RESULTS_DIR=/data/results \
    DURABENCH_CACHE_DIR=/cache
RUN install -d -o node -g node /data /cache
WORKDIR /app
COPY package.json LICENSE ./
COPY bin bin
COPY config config
COPY experiments experiments
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
VOLUME ["/data", "/cache"]
USER node
ENTRYPOINT ["node", "/app/bin/durabench.mjs"]
CMD ["worker"]
