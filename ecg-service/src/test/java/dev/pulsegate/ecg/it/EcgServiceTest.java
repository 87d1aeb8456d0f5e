package dev.pulsegate.ecg.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

import dev.pulsegate.testkit.broker.BrokerResource;
import dev.pulsegate.testkit.database.DatabaseResource;
import dev.pulsegate.testkit.token.TestIssuer;

/** A test against the running service; all of them share one start. */
@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(
        value = DatabaseResource.class,
        initArgs = @ResourceArg(name = DatabaseResource.DATASOURCE, value = "ecg"))
@QuarkusTestResource(ShortRecord.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface EcgServiceTest {}
