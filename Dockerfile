# The service as an image: no root, nothing written, its own health check.
#   docker build -t recevable . && docker run --read-only -p 8080:8080 -e RECEVABLE_API_KEYS='[…]' recevable
# The image listens beyond loopback, so it refuses to start until keys, tokens or RECEVABLE_OPEN_TO_ALL are given.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY . .
RUN npm ci --no-audit --no-fund && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
	&& find . -path ./node_modules -prune -o -name '*.test.ts' -print -delete >/dev/null \
	&& rm -rf corpus bench .git

FROM node:24-bookworm-slim
ENV NODE_ENV=production RECEVABLE_HOST=0.0.0.0 RECEVABLE_PORT=8080
WORKDIR /app
COPY --from=build --chown=root:root /app /app
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
	CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.RECEVABLE_PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--conditions=source", "--disable-warning=ExperimentalWarning", "server/main.ts", "serve"]
