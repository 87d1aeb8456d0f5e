/**
 * Who uses the installation meanwhile, each as its documentation tells clients to: viewers, submitters, followers and
 * workers; and what they find wrong. Depends on nothing here.
 */
package dev.pulsegate.e2e.load;
