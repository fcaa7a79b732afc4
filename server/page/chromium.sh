#!/usr/bin/env bash
# Installs Debian's Chromium, in which the page is tested; needs root and a Debian system.
set -euo pipefail
if command -v chromium >/dev/null; then
	chromium --version
	exit
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
chromium --version
