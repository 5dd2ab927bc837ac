"""The KRA screen: have I done what I am responsible for?"""
