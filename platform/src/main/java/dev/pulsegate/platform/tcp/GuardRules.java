package dev.pulsegate.platform.tcp;

import java.time.Duration;

import dev.pulsegate.platform.memory.ByteBudget;

/**
 * What a connection is kept within.
 *
 * @param headTimeout how long a request's head may take
 * @param maxHeadLines how many lines it may have: each header is an object, however short
 * @param strangerMessage how long a message may be of a socket whose peer is not known yet, in bytes
 * @param budget what longer messages and heads are taken from while they are on their way
 */
record GuardRules(Duration headTimeout, int maxHeadLines, int strangerMessage, ByteBudget budget) {}
