/**
 * What comes from outside, checked in one place before anybody uses it: the text of every JSON body, form, address and
 * header, and the numbers and times in JSON. A new field or route is covered without anybody thinking of it. Depends
 * on problem, request and trace.
 */
package dev.pulsegate.platform.input;
