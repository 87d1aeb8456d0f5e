/** Which installation a command is for, and as whom: options and environment. Depends on nothing here. */
package dev.pulsegate.tools.option;
