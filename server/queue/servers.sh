#!/usr/bin/env bash
# Installs Debian's NATS server and PostgreSQL, for the tests and drills that start them on ports of their own.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends nats-server postgresql >/dev/null
echo 'NATS server and PostgreSQL are installed.'
