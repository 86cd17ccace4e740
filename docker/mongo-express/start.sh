#!/bin/sh
# Mongo Express takes the account from its URL, where a password must be escaped.
set -eu
ME_CONFIG_MONGODB_URL=$(node -e '
  const { MONGO_EXPRESS_USER: user, MONGO_EXPRESS_PASSWORD: password, MONGO_HOSTS, MONGO_DB_NAME } = process.env;
  console.log(`mongodb://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${MONGO_HOSTS}/${MONGO_DB_NAME}?authSource=admin${process.env.MONGO_OPTIONS ?? ""}`);
')
ME_CONFIG_SITE_COOKIESECRET=$(node -e 'console.log(require("crypto").randomBytes(24).toString("hex"))')
ME_CONFIG_SITE_SESSIONSECRET=$ME_CONFIG_SITE_COOKIESECRET
export ME_CONFIG_MONGODB_URL ME_CONFIG_SITE_COOKIESECRET ME_CONFIG_SITE_SESSIONSECRET
NODE_OPTIONS='--require /postwall/mends.cjs'
export NODE_OPTIONS
exec /sbin/tini -- /docker-entrypoint.sh mongo-express
