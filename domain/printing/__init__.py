"""The queue of label and paper jobs: intents, leases, states; no printer is known here."""
