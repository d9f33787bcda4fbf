"""Who says every word: wrong labels found and repaired, turns joined and cut where people stop. Pure."""
