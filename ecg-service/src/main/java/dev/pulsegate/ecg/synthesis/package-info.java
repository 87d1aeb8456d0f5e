/**
 * Synthetic ECG: the dynamical model of McSharry, Clifford, Tarassenko and Smith, "A dynamical model for generating
 * synthetic electrocardiogram signals", IEEE Trans. Biomed. Eng. 50:289 (2003), written from its equations. {@link
 * dev.pulsegate.ecg.synthesis.SyntheticSource} is the entrance. Plain Java. Depends on signal.
 */
package dev.pulsegate.ecg.synthesis;
