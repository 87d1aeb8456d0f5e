/** What the service under test writes to its log. */
package dev.pulsegate.testkit.log;
