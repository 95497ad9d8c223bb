"""What is counted, how it is counted, and how counts are protected: pure, without database, web or keys."""
