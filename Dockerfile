# Images are named by tag, for people, and by digest, for good: docs/operating.md says how to move to a newer one.
# Everything that builds stays in the first stage.
FROM node:22-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c AS build
WORKDIR /longwave
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json build.mjs longwave.mjs sbom.mjs ./
COPY src src
COPY migrations migrations
COPY bench bench
COPY client client
RUN npm run build && node sbom.mjs > sbom.cdx.json && npm prune --omit=dev

# The image holds two GPL programs of their own, ffmpeg and the embedded voice: see docs/decisions/0002.
FROM node:22-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg tini \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /data
WORKDIR /longwave
COPY --from=build /longwave/package.json /longwave/longwave.mjs /longwave/sbom.cdx.json ./
COPY --from=build /longwave/node_modules node_modules
COPY --from=build /longwave/dist dist
COPY LICENSE ./

ENV NODE_ENV=production LONGWAVE_DATA=/data HOST=0.0.0.0 PORT=8000
USER node
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "dist/src/main.js"]
