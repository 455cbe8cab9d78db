"""Who: belligerents, commanders and units out of lists of entries."""
