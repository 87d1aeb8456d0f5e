package dev.pulsegate.gateway.queue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A database for the class, a queue for the test. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class QueueTestBase {

    protected TestDatabase database;
    protected TestQueue test;

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
