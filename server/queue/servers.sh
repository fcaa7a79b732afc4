#!/usr/bin/env bash
# Installs Debian's NATS server, PostgreSQL and faketime, for the tests and drills that start them on ports of their own.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends nats-server postgresql faketime >/dev/null
echo 'NATS server, PostgreSQL and faketime are installed.'
