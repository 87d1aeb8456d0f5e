package dev.pulsegate.gateway.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.testkit.broker.BrokerResource;
import dev.pulsegate.testkit.token.TestIssuer;

/** A test against the running service; all of them share one start. */
@QuarkusTest
@Timeout(60)
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(BrokerResource.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface GatewayServiceTest {}
