package dev.pulsegate.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.pulsegate.testkit.broker.BrokerResource;
import dev.pulsegate.testkit.database.DatabaseResource;

/** A test against the whole service, with a real database and a real broker. */
@QuarkusTest
@WithTestResource(value = BrokerResource.class)
@WithTestResource(
        value = DatabaseResource.class,
        initArgs = @ResourceArg(name = DatabaseResource.DATASOURCE, value = "auth"))
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AuthServiceTest {}
