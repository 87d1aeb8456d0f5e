package dev.pulsegate.testkit.broker;

import java.security.cert.X509Certificate;
import java.util.Set;

import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager2;

/**
 * Whom the broker lets in, and where.
 *
 * @param refusedAddress where nobody gets; none if empty
 */
record Gate(String user, String password, String refusedAddress) implements ActiveMQSecurityManager2 {

    /** Lets in everybody. */
    static final Gate OPEN = new Gate("", "", "");

    @Override
    public boolean validateUser(String name, String secret) {
        return user.equals(name) && password.equals(secret);
    }

    @Override
    public boolean validateUser(String name, String secret, X509Certificate[] certificates) {
        return validateUser(name, secret);
    }

    @Override
    public boolean validateUserAndRole(String name, String secret, Set<Role> roles, CheckType type) {
        return validateUser(name, secret);
    }

    @Override
    public boolean validateUserAndRole(
            String name,
            String secret,
            Set<Role> roles,
            CheckType type,
            String address,
            RemotingConnection connection) {
        return validateUser(name, secret) && (refusedAddress.isEmpty() || !address.startsWith(refusedAddress));
    }
}
