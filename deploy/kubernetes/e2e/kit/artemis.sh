#!/bin/bash
# Begins the broker as the Artemis image does, for the part of it that our manifests use.
set -eu

instance=/var/lib/artemis-instance
if [ ! -f "$instance/etc/broker.xml" ]; then
    login=--require-login
    [ "${ANONYMOUS_LOGIN:-false}" = false ] || login=--allow-anonymous
    # shellcheck disable=SC2086
    /opt/activemq-artemis/bin/artemis create --silent --user "${ARTEMIS_USER:-artemis}" \
        --password "${ARTEMIS_PASSWORD:-artemis}" $login ${EXTRA_ARGS:---http-host 0.0.0.0 --relax-jolokia} "$instance"
fi
if [ -d "$instance/etc-override" ]; then
    for file in "$instance/etc-override"/*; do
        [ ! -e "$file" ] || cp "$file" "$instance/etc/"
    done
fi
exec "$instance/bin/artemis" "${@:-run}"
