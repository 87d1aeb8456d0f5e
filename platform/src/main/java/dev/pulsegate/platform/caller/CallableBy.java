package dev.pulsegate.platform.caller;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The kinds of caller a route or socket takes: on the method of a route, on the class for all its routes, or on the class
 * that receives a socket. Others are answered with 403, or 401 if they are not signed in; sockets close with 4403 or 4401.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface CallableBy {

    /** Those it takes; an administrator is not taken for a person here, so most routes name both. */
    CallerKind[] value();
}
