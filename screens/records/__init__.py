"""What the pages of any noun's records share: particulars changed in place, and what happened."""
