package sekisho.sensor.uhppote;

import sekisho.site.Bytes;

/// How far a controller's memory was read.
///
/// @param memory names the memory: another one begins when the controller's events were erased
/// @param index of the event that was read last; 0: none yet
/// @param print of that event ([UhppoteReply.Event#print]); empty where it is not known
record UhppoteMark(String memory, long index, Bytes print) {}
