package dev.pulsegate.platform.transaction;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;

/** Does whatever is {@code @Transactional} again after a conflict: outermost, so that all of it is done again. */
@Transactional
@Interceptor
@Priority(RetriedTransactions.AROUND_THE_TRANSACTION)
public class RetriedTransactions {

    /** JTA's own interceptors come at 200. */
    static final int AROUND_THE_TRANSACTION = Interceptor.Priority.PLATFORM_BEFORE + 100;

    private final TransactionManager transactions;

    RetriedTransactions(TransactionManager transactions) {
        this.transactions = transactions;
    }

    /** Joins a transaction that is there already; whoever began that one does it again. */
    @AroundInvoke
    Object retry(InvocationContext context) throws Exception {
        return transactions.getStatus() == Status.STATUS_NO_TRANSACTION
                ? Conflicts.retried(context::proceed)
                : context.proceed();
    }
}
