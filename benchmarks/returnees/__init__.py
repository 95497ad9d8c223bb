"""Made-up returnees: names as sounds, spelled by many hands, with the errors that registers make."""
