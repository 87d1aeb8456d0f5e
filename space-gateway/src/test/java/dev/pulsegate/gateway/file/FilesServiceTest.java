package dev.pulsegate.gateway.file;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.pulsegate.testkit.broker.BrokerResource;
import dev.pulsegate.testkit.database.DatabaseResource;
import dev.pulsegate.testkit.token.TestIssuer;

/**
 * A test against the running service; all of them share one start. Goes with the profile {@link FilesProfile}, which
 * Quarkus sees only where it stands on the class itself.
 */
@QuarkusTest
@WithTestResource(TestIssuer.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(
        value = DatabaseResource.class,
        initArgs = @ResourceArg(name = DatabaseResource.DATASOURCE, value = "gateway"))
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface FilesServiceTest {}
