package dev.pulsegate.apart.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** Lets one account do everything, and nobody else anything: others on this machine can connect too. */
final class OneAccount implements ActiveMQSecurityManager {

    private final String username;
    private final byte[] password;

    OneAccount(String username, String password) {
        this.username = username;
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean validateUser(String name, String given) {
        return username.equals(name)
                && given != null
                && MessageDigest.isEqual(password, given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean validateUserAndRole(String name, String given, Set<Role> roles, CheckType what) {
        return validateUser(name, given);
    }
}
