#!/usr/bin/env bash
# Installs Debian's wrk, which sends requests to the service for `npm run bench:http`; needs root and a Debian system.
set -euo pipefail
if ! command -v wrk >/dev/null; then
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends wrk >/dev/null
fi
echo 'wrk is installed.'
