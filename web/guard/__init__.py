"""What stands between the network and the work: who may ask, from where, how much, how fast."""
