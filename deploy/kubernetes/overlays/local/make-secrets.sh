#!/bin/sh
# Makes the secrets of an installation, each of them once: what is there already is left as it is. Needs a shell and curl.
set -eu

account=/var/run/secrets/kubernetes.io/serviceaccount
api=https://kubernetes.default.svc/api/v1/namespaces/$NAMESPACE/secrets

# 64 hexadecimal digits and eight dashes of the kernel's randomness.
random() {
    read -r one </proc/sys/kernel/random/uuid
    read -r other </proc/sys/kernel/random/uuid
    printf %s "$one$other"
}

# Secret $1 with the members $2, as JSON. The answer's body is for people, should it be a refusal; protobuf is what every API
# server writes well (1.20 built with Go 1.18 or later crashes at times when it writes JSON).
make() {
    answer=$(curl --silent --show-error --max-time 20 --cacert "$account/ca.crt" \
        --header "Authorization: Bearer $(cat "$account/token")" --header 'Content-Type: application/json' \
        --header 'Accept: application/vnd.kubernetes.protobuf' \
        --write-out '%{http_code}' --output /tmp/answer --data-binary @- "$api" <<END
{"apiVersion": "v1", "kind": "Secret",
 "metadata": {"name": "$1", "labels": {"app.kubernetes.io/name": "$1", "app.kubernetes.io/component": "secrets",
                                       "app.kubernetes.io/part-of": "pulsegate"}},
 "stringData": {$2}}
END
    )
    case $answer in
    201) echo "$1: made" ;;
    409) echo "$1: there already" ;;
    *)
        echo "$1: the API server answers $answer" >&2
        cat /tmp/answer >&2
        exit 1
        ;;
    esac
}

# First, because the services wait for those that follow and must not begin without it.
make pulsegate-first-administrator "\"name\": \"admin\", \"password\": \"$(random)\""
make pulsegate-postgresql "\"password\": \"$(random)\""
for name in auth ecg gateway; do
    make "pulsegate-database-$name" "\"jdbc-url\": \"jdbc:postgresql://postgresql/$name\",
        \"username\": \"$name\", \"password\": \"$(random)\""
done
make pulsegate-auth "\"signing-key-secret\": \"$(random)\""
make pulsegate-files "\"url-secret\": \"$(random)\""
make pulsegate-broker "\"host\": \"broker\", \"port\": \"5672\", \"username\": \"pulsegate\", \"password\": \"$(random)\""
