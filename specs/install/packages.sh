#!/usr/bin/env bash
# Installs the packages of packages.txt that are missing, if this user may; else prints what is missing and fails.
# Servers that a package would start are not started, and no default PostgreSQL cluster is made: the tests start their own.
#   packages.sh          install what is missing
#   packages.sh check    only say what is missing (exit 1 if anything is)
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
PATH="$PATH:/usr/sbin:/sbin"

missing() {
  local line name probe
  while IFS= read -r line; do
    [[ $line =~ ^[[:space:]]*(#|$) ]] && continue
    name="${line%%|*}" probe="${line#*|}"
    # The probe itself may hold a pipe: what stands after the last one is the purpose.
    probe="${probe%|*}"
    bash -c "$probe" >/dev/null 2>&1 </dev/null || echo "${name//[[:space:]]/}"
  done <"$here/packages.txt"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

policy=/usr/sbin/policy-rc.d
cluster=/etc/postgresql-common/createcluster.d/no-default-cluster.conf
made=()

# The postinst scripts ask policy-rc.d before they start a service: 101 means no.
keep_services_still() {
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    made+=("$policy")
  fi
  if [ ! -e "$cluster" ]; then
    as_root mkdir -p "$(dirname "$cluster")"
    echo 'create_main_cluster = false' | as_root tee "$cluster" >/dev/null
    made+=("$cluster")
  fi
}

tidy() {
  if [ ${#made[@]} -gt 0 ]; then as_root rm -f "${made[@]}"; fi
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

mapfile -t wanted < <(missing)
[ ${#wanted[@]} -eq 0 ] && exit 0
echo "missing Debian packages: ${wanted[*]}" >&2
if [ "${1:-}" = check ]; then exit 1; fi
if ! may_install; then
  echo "this user may not install them (neither root nor sudo without a password, or no apt-get here); as root:" >&2
  echo "  apt-get install ${wanted[*]}" >&2
  exit 1
fi
trap tidy EXIT
keep_services_still
log="$(mktemp)"
# Stale lists may still do; the installation says if they do not.
if ! { apt update || true; apt install --no-install-recommends "${wanted[@]}"; } >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  echo "apt-get could not install: ${wanted[*]} (the whole log: $log)" >&2
  exit 1
fi
rm -f "$log"
mapfile -t wanted < <(missing)
if [ ${#wanted[@]} -gt 0 ]; then
  echo "installed, and still not found: ${wanted[*]}; what is looked for stands in specs/install/packages.txt" >&2
  exit 1
fi
