package dev.pulsegate.gateway.file;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.pulsegate.testkit.broker.TestBroker;
import dev.pulsegate.testkit.token.TestIssuer;

/** A test against the running service with small limits for files; all of them share one start. */
@QuarkusTest
@TestProfile(FilesProfile.class)
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(TestBroker.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface FilesServiceTest {}
