package dev.pulsegate.gateway.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Tells addresses of the Internet from those of this machine and its neighbourhood. Plain Java. */
final class PublicAddress {

    private PublicAddress() {}

    /** Whether all the addresses a host has are public; a host that has one of each kind is up to something. */
    static boolean areAllPublic(InetAddress... addresses) {
        return Arrays.stream(addresses).allMatch(PublicAddress::isPublic);
    }

    static boolean isPublic(InetAddress address) {
        return !(address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isShared(address)
                || isUniqueLocal(address));
    }

    /** 100.64.0.0/10 (RFC 6598), 192.0.0.0/24 (RFC 6890), 198.18.0.0/15 (RFC 2544), 240.0.0.0/4 (RFC 1112), 0.0.0.0/8. */
    private static boolean isShared(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length != 4) {
            return false;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || (first == 198 && (second & 0xfe) == 18)
                || first >= 240;
    }

    /**
     * fc00::/7 (RFC 4193), and whatever leads to IPv4 by another name: 64:ff9b::/96 (RFC 6052), 2002::/16 (RFC 3056), ::/96
     * (RFC 4291).
     */
    private static boolean isUniqueLocal(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return false;
        }
        var bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return (first & 0xfe) == 0xfc
                || Arrays.equals(bytes, 0, 12, new byte[12], 0, 12)
                || (first == 0x20 && second == 0x02)
                || (first == 0 && second == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b);
    }
}
