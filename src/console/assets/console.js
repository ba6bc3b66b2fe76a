/** What every console page does beyond its forms. */
