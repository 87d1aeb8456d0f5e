package dev.pulsegate.platform.tcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

import io.netty.util.NetUtil;

/** What one host is counted by: its IPv4 address, or with IPv6 its /64 network, all of which one host may use. */
public final class Network {

    private static final int NETWORK_BYTES = 8;

    private Network() {}

    /** The network of an address as text; the text itself if it is no address. */
    public static String of(String address) {
        // Parses literals only: never asks a name server.
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return address;
        }
        try {
            // Makes an IPv4 address of one that is mapped into IPv6.
            return of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** The network of an address. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address six
                ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64"
                : address.getHostAddress();
    }
}
