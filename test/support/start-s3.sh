#!/usr/bin/env bash
# A real S3 server for the tests: OpenStack Swift as Debian packages it, one node, everything in one folder.
#
#   apt-get install -y --no-install-recommends swift-proxy swift-account swift-container swift-object memcached
#   test/support/start-s3.sh          starts it, unless it already answers
#   test/support/start-s3.sh stop     stops it and removes its folder
#
# It listens on http://127.0.0.1:8333; key `test:tester`, secret `testing`, region us-east-1, bucket in the path.
set -euo pipefail

port=${S3_PORT:-8333}
home=${S3_HOME:-${TMPDIR:-/tmp}/longwave-s3-$port}
cache_port=$((port + 1))
user=$(id -un)

stop() {
  for file in "$home"/run/*.pid; do
    [ -e "$file" ] && kill "$(cat "$file")" 2>/dev/null || true
  done
  rm -rf "$home"
}

answers() {
  curl --silent --output /dev/null --max-time 2 "http://127.0.0.1:$port/"
}

# Swift looks for swift.conf in /etc/swift only; this starts its servers with ours.
write_launcher() {
  cat >"$home/launch.py" <<END
import sys
import swift.common.utils, swift.common.constraints, swift.common.storage_policy
for module in list(sys.modules.values()):
    if getattr(module, 'SWIFT_CONF_FILE', None):
        module.SWIFT_CONF_FILE = '$home/etc/swift.conf'
swift.common.utils.validate_configuration()
swift.common.constraints.reload_constraints()
swift.common.storage_policy.reload_storage_policies()
from swift.common.wsgi import run_wsgi
sys.exit(run_wsgi(sys.argv[2], sys.argv[1]))
END
}

write_cluster() {
  cat >"$home/etc/swift.conf" <<END
[swift-hash]
swift_hash_path_prefix = longwave
swift_hash_path_suffix = longwave
[storage-policy:0]
name = only
default = yes
END
}

# One ring each for accounts, containers and objects: 2^4 parts, one copy, one device.
write_storage() {
  local kind=$1 bind_port=$2
  (
    cd "$home/etc"
    swift-ring-builder "$kind.builder" create 4 1 0
    swift-ring-builder "$kind.builder" add "r1z1-127.0.0.1:$bind_port/disk" 1
    # A ring that is perfectly balanced is reported with exit code 1.
    swift-ring-builder "$kind.builder" rebalance || true
  ) >"$home/log/$kind-ring.log"
  cat >"$home/etc/$kind-server.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $bind_port
workers = 0
user = $user
swift_dir = $home/etc
devices = $home/devices
mount_check = false
disable_fallocate = true
log_level = WARNING
log_address =
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
END
}

write_proxy() {
  cat >"$home/etc/proxy-server.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
workers = 0
user = $user
swift_dir = $home/etc
log_level = WARNING
log_address =
[pipeline:main]
pipeline = catch_errors cache bulk s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$cache_port
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
allow_multipart_uploads = true
min_segment_size = 5242880
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
rate_limit_after_segment = 100
END
}

run() {
  local name=$1
  shift
  setsid "$@" >"$home/log/$name.log" 2>&1 </dev/null &
  echo $! >"$home/run/$name.pid"
}

start() {
  if answers; then
    echo "S3 already answers on http://127.0.0.1:$port"
    return
  fi
  stop
  mkdir -p "$home"/{etc,log,run,devices/disk}
  write_launcher
  write_cluster
  write_storage account $((port + 2))
  write_storage container $((port + 3))
  write_storage object $((port + 4))
  write_proxy
  run memcached memcached -u "$user" -l 127.0.0.1 -p "$cache_port" -m 32
  for name in account container object proxy; do
    run "$name" /usr/bin/python3 "$home/launch.py" "$name-server" "$home/etc/$name-server.conf"
  done
  for _ in $(seq 1 120); do
    if answers; then
      echo "S3 answers on http://127.0.0.1:$port; its files are in $home"
      return
    fi
    sleep 0.25
  done
  tail -n 20 "$home"/log/*.log >&2
  echo "S3 did not start within 30 s." >&2
  exit 1
}

case "${1:-start}" in
  start) start ;;
  stop) stop ;;
  *)
    echo "usage: $0 [start | stop]" >&2
    exit 2
    ;;
esac
