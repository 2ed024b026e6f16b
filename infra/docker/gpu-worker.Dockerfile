# A worker of a GPU host that starts vLLM as its own process, so that it needs no Docker socket.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY infra/build.mjs infra/
COPY src src
COPY workflows workflows
COPY activities activities
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/node-linux-*

# The numeric user has no name there; PyTorch asks for one and takes LOGNAME.
FROM vllm/vllm-openai:v0.32.0
ENV NODE_ENV=production \
    DURABENCH_ROOT=/data \
    DURABENCH_RESULTS_DIR=/data/results \
    DURABENCH_CACHE_DIR=/cache \
    HF_HOME=/cache/huggingface \
    HOME=/cache \
    LOGNAME=durabench
# The same number as `node` of the other image, for both write to one volume.
RUN install -d -o 1000 -g 1000 /data /cache
COPY --from=build /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
COPY package.json LICENSE ./
COPY bin bin
COPY config config
COPY experiments experiments
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
VOLUME ["/data", "/cache"]
USER 1000
ENTRYPOINT ["node", "/app/bin/durabench.mjs"]
CMD ["worker"]
