package dev.pulsegate.auth.account;

import java.util.Collection;
import java.util.List;

/** What an account may do. */
public enum Role {
    /** Signs in, watches, submits. */
    USER,
    /** All that, and looks after accounts, keys and spaces. */
    ADMIN;

    /** Returns the role names that tokens and answers carry: an administrator is a user too. */
    public List<String> granted() {
        return switch (this) {
            case USER -> List.of("USER");
            case ADMIN -> List.of("USER", "ADMIN");
        };
    }

    /** Returns the highest of the roles. */
    public static Role highest(Collection<Role> roles) {
        return roles.contains(ADMIN) ? ADMIN : USER;
    }
}
