package dev.pulsegate.gateway.queue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A database for the class, a queue for the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueueTestBase {

    TestDatabase database;
    TestQueue test;

    @BeforeAll
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void startQueue() {
        test = new TestQueue(database);
    }

    @AfterEach
    void stopQueue() {
        test.close();
    }
}
