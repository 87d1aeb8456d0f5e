package dev.pulsegate.platform.caller;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a route takes everybody and looks at no token, so that one that has ended is in nobody's way: signing in, what
 * is public, and what is protected by something else than a token, such as a signed address.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface CallableByAnyone {}
