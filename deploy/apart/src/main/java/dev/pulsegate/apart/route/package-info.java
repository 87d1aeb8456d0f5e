/** The three services and the paths each answers for: the one list of them. Plain Java; depends on nothing here. */
package dev.pulsegate.apart.route;
